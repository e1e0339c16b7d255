/** A Document as ALTO 4, in pixels: what libraries and archives keep beside their scans. Read back by services/alto.ts. */
import type { Document, Page } from "../../document/document.ts";
import { escaped, pixelBox, pixelSize } from "./markup.ts";

function place(box: readonly number[]): string {
  return `HPOS="${box[0]}" VPOS="${box[1]}" WIDTH="${box[2] - box[0]}" HEIGHT="${box[3] - box[1]}"`;
}

function pageMarkup(page: Page): string {
  const size = pixelSize(page);
  const n = page.number + 1;
  const whole = `HPOS="0" VPOS="0" WIDTH="${size.width}" HEIGHT="${size.height}"`;
  const lines = page.lines
    .filter(({ words }) => words.length > 0)
    .map(({ box, words }, i) => {
      const strings = words.map((index) => {
        const { text, box: where, confidence } = page.words[index];
        const sure = confidence === null ? "" : ` WC="${Number(confidence.toFixed(4))}"`;
        const id = `word_${n}_${index + 1}`;
        return `      <String ID="${id}" ${place(pixelBox(where, size))}${sure} CONTENT="${escaped(text)}"/>`;
      });
      const open = `     <TextLine ID="line_${n}_${i + 1}" ${place(pixelBox(box, size))}>`;
      return [open, strings.join("\n      <SP/>\n"), "     </TextLine>"].join("\n");
    });
  // A block without lines is not allowed.
  const block = lines.length > 0 ? [`    <TextBlock ID="block_${n}" ${whole}>`, ...lines, "    </TextBlock>"] : [];
  return [
    `  <Page ID="page_${n}" PHYSICAL_IMG_NR="${n}" WIDTH="${size.width}" HEIGHT="${size.height}">`,
    `   <PrintSpace ${whole}>`,
    ...block,
    "   </PrintSpace>",
    "  </Page>",
  ].join("\n");
}

/** @returns an XML document */
export function toAlto(document: Document): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
  <sourceImageInformation>
   <fileName>${escaped(document.source.name)}</fileName>
  </sourceImageInformation>
  <Processing ID="processing_1">
   <processingSoftware>
    <softwareName>docformer</softwareName>
   </processingSoftware>
  </Processing>
 </Description>
 <Layout>
${document.pages.map(pageMarkup).join("\n")}
 </Layout>
</alto>
`;
}
