import "../elements/passkey";
import "../elements/print";
