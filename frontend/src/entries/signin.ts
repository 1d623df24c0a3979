import "../elements/badge";
import "../elements/pad";
