/** Two models beside each other on documents that neither has learned from: field by field, then value by value. */
import { useSignal } from "@preact/signals";
import { get, messageOf } from "../api/client.ts";
import type { ComparedAnswer, Comparison, Model } from "../api/types.ts";
import { Heads } from "../parts/heads.tsx";
import { Icon } from "../parts/icon.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { Notice } from "../parts/states.tsx";
import { percent } from "../state/review.ts";
import { hashOf } from "../state/route.ts";

/** Rows shown of the values that differ. */
const MOST = 200;

/** What is worth comparing before anybody has chosen: the newest model with the one in use, else with the one it came of. */
export function proposedPair(models: readonly Model[]): { old: string; new: string } {
  const newest = models[0];
  const active = models.find((model) => model.active && model !== newest);
  const other = active?.id ?? newest.parent ?? models[1]?.id ?? newest.id;
  return { old: other, new: newest.id };
}

export function Compare({ models }: { models: readonly Model[] }) {
  const chosen = useSignal<Partial<{ old: string; new: string }>>({});
  const found = useSignal<Comparison | string | null>(null);
  const looking = useSignal(false);
  const pair = { ...proposedPair(models), ...chosen.value };
  const compare = async () => {
    found.value = null;
    looking.value = true;
    try {
      const query = new URLSearchParams(pair);
      found.value = await get<Comparison>(`/v1/workspace/compare?${query}`);
    } catch (error) {
      found.value = messageOf(error);
    }
    looking.value = false;
  };
  return (
    <>
      <div class="row compare">
        {(["old", "new"] as const).map((side) => (
          <label key={side} class="inline">
            {side === "old" ? "Compare" : "with"}{" "}
            <select
              value={pair[side]}
              onChange={(event) => {
                chosen.value = { ...chosen.value, [side]: event.currentTarget.value };
                found.value = null;
              }}
            >
              {models.map(({ id, active }) => (
                <option key={id} value={id}>
                  {active ? `${id} (in use)` : id}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="button" disabled={pair.old === pair.new || looking.value} onClick={() => void compare()}>
          Compare
        </button>
        {pair.old === pair.new && <small>Choose two different models.</small>}
      </div>
      {typeof found.value === "string" && <Notice tone="bad">{found}</Notice>}
      {found.value !== null && typeof found.value !== "string" && <Compared {...found.value} />}
    </>
  );
}

function Compared({ old, new: fresh, fields, documents }: Comparison) {
  const differing = documents.filter((one) => one.old.text !== one.new.text);
  if (documents.length === 0)
    return (
      <Notice tone="info">
        There is no labelled document that neither of the two has learned from. Label some more: about a fifth of them
        is held back.
      </Notice>
    );
  return (
    <Scroll label="Comparison">
      <table class="compared">
        <caption>Share right on held-back documents</caption>
        <Heads names={["Field", old, fresh, "Change", "Labels"]} />
        <tbody>
          {Object.entries(fields).map(([field, { old: was, new: now, n }]) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{percent(was)}</td>
              <td>{percent(now)}</td>
              <td>{now > was ? "▲ better" : now < was ? "▼ worse" : "= same"}</td>
              <td>{n}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>
          {differing.length === 0
            ? `All ${documents.length} values are the same`
            : `Values that differ: ${differing.length} of ${documents.length}${differing.length > MOST ? `, the first ${MOST}` : ""}`}
        </caption>
        {differing.length > 0 && <Heads names={["Document", "Field", "Label", old, fresh]} />}
        <tbody>
          {differing.slice(0, MOST).map((one) => (
            <tr key={`${one.id} ${one.field}`}>
              <th scope="row">
                <a href={hashOf({ view: "document", id: one.id, page: 0, field: one.field })}>{one.name}</a>
              </th>
              <td>{one.field}</td>
              <td dir="auto">{one.label ?? "absent"}</td>
              <Said {...one.old} />
              <Said {...one.new} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A model's value and whether it is what the label says; the sign says it, not the colour alone. */
function Said({ text, right }: ComparedAnswer) {
  return (
    <td dir="auto" class={right ? "right" : "wrong"}>
      <Icon name={right ? "check" : "cross"} size={14} /> {text === "" ? "no letters" : (text ?? "absent")}{" "}
      <span class="unseen">{right ? "(right)" : "(wrong)"}</span>
    </td>
  );
}
