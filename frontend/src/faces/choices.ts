/** The models of which whoever runs the journal chooses one, by the server's names for them. */
import { blazeface } from "./blazeface";
import { centerface } from "./centerface";

export const models = { centerface, blazeface };
export type ModelName = keyof typeof models;
