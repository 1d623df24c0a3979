// Reads the QR code of a staff badge with the tablet's camera and sends it; no picture leaves the page or is kept.
import decode from "qr/decode.js";
import { say } from "./status";

const LOOK_EVERY = 200;
const WIDEST = 640;
const form = document.querySelector<HTMLFormElement>("form[data-badge]");
const start = form?.querySelector<HTMLButtonElement>("[data-badge-start]");
const video = form?.querySelector("video");

async function read(form: HTMLFormElement, video: HTMLVideoElement): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: WIDEST } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const canvas = document.createElement("canvas");
  const pencil = canvas.getContext("2d", { willReadFrequently: true })!;
  const look = (): void => {
    if (!video.videoWidth) return;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    pencil.drawImage(video, 0, 0);
    let found = "";
    try {
      found = decode(pencil.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return; // no code in this picture
    }
    clearInterval(looking);
    for (const track of stream.getTracks()) track.stop();
    form.querySelector<HTMLInputElement>("input[name=badge]")!.value = found;
    form.requestSubmit();
  };
  const looking = setInterval(look, LOOK_EVERY);
}

if (form && start && video) {
  start.addEventListener("click", () => {
    start.disabled = true;
    read(form, video).catch(() => {
      start.disabled = false;
      say("failed");
    });
  });
}
