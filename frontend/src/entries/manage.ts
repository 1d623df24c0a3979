import "../elements/print";
