import { expect, test } from "vitest";
import { dropBrokenPictures } from "./pictures";

const broken = "data:image/png;base64,AAAA";
const whole = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

function over(picture: HTMLImageElement): Promise<void> {
  return new Promise((done) => {
    for (const event of ["load", "error"]) picture.addEventListener(event, () => done(), { once: true });
  });
}

test("a picture that does not load goes, whether it failed before or after", async () => {
  document.body.innerHTML = `<img alt="" id="early" src="${broken}"><img alt="" id="whole" src="${whole}">`;
  await Promise.all([...document.images].filter((picture) => !picture.complete).map(over));
  dropBrokenPictures();
  expect([...document.images].map((picture) => picture.id)).toEqual(["whole"]);
  const late = new Image();
  late.src = broken;
  document.body.append(late);
  await over(late);
  expect(late.isConnected).toBe(false);
});
