const LONG_EDGE = 2560;
const QUALITY = 0.92;

/** The camera in the page: nothing it takes reaches the tablet's gallery. */
export class Camera {
  private stream: MediaStream | null = null;
  private facing: "environment" | "user" = "environment";

  constructor(
    private readonly frame: HTMLElement,
    private readonly video: HTMLVideoElement,
    private readonly turnButton: HTMLElement,
    private readonly openButton: HTMLElement,
  ) {
    addEventListener("pagehide", () => this.close());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.stream) this.close();
    });
  }

  static get isPossible(): boolean {
    return Boolean(navigator.mediaDevices?.getUserMedia);
  }

  /** Open it; false where there is none or the person said no. */
  async open(): Promise<boolean> {
    this.stop();
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: this.facing, width: { ideal: LONG_EDGE }, height: { ideal: 1920 } },
      });
    } catch {
      this.close();
      return false;
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    this.frame.hidden = false;
    this.openButton.hidden = true;
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.turnButton.hidden = devices.filter((device) => device.kind === "videoinput").length < 2;
    return true;
  }

  async turn(): Promise<void> {
    this.facing = this.facing === "environment" ? "user" : "environment";
    await this.open();
  }

  close(): void {
    this.stop();
    this.frame.hidden = true;
    this.openButton.hidden = !Camera.isPossible;
  }

  /** What the camera sees now, as a JPEG. */
  async take(): Promise<Blob | null> {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!this.stream || !width) return null;
    const shrink = Math.min(1, LONG_EDGE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * shrink);
    canvas.height = Math.round(height * shrink);
    canvas.getContext("2d")!.drawImage(this.video, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }
}
