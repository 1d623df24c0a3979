import "../elements/badge";
import "../elements/pad";
import "../elements/passkey";
