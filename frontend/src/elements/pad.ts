// The pad of the lock screen: six digits and the form goes by itself. Without script the field and the last key do the same.
const form = document.querySelector<HTMLFormElement>("form.lock");
const digits = form?.querySelector<HTMLInputElement>(".pad-digits");

if (form && digits) {
  const LENGTH = digits.maxLength;
  const goOn = (): void => {
    if (digits.value.length === LENGTH && form.querySelector("input[name=who]:checked")) form.requestSubmit();
  };
  form.addEventListener("click", (event) => {
    const key = (event.target as Element).closest<HTMLButtonElement>("button.pad-key");
    if (!key || key.type === "submit") return;
    digits.value = key.value === "clear" ? digits.value.slice(0, -1) : (digits.value + key.value).slice(0, LENGTH);
    goOn();
  });
  digits.addEventListener("input", () => {
    digits.value = digits.value.replace(/\D/g, "");
    goOn();
  });
  form.addEventListener("change", (event) => {
    const chosen = event.target as HTMLInputElement;
    if (chosen.name !== "who") return;
    digits.value = "";
    form.classList.toggle("has-no-pin", "noPin" in chosen.dataset);
    form.querySelector(".pad")?.scrollIntoView({ block: "nearest" });
  });
  // A keyboard types into the pad wherever the focus is, once somebody is chosen.
  document.addEventListener("keydown", (event) => {
    if (/^\d$/.test(event.key) && document.activeElement !== digits && form.querySelector("input[name=who]:checked")) digits.focus();
  });
}
export {};
