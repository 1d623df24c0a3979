import "../elements/leave";
import "../elements/passkey";
import "../elements/print";
