/** The element of the page with this id, which is there. */
export function part<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}
