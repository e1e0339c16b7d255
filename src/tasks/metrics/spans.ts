/**
 * Answers of several spans, InfographicVQA's: "a, b" is as right as "b, a" (the challenge's task page), so every order of the
 * parts that commas and blanks divide is accepted.
 */

/** 720 orders; an answer of more parts is accepted as it stands. */
const MOST_PARTS = 6;
const BETWEEN = ", ";

function orders(parts: readonly string[]): string[][] {
  if (parts.length <= 1) return [[...parts]];
  return parts.flatMap((first, i) =>
    orders([...parts.slice(0, i), ...parts.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}

/** Every accepted answer in every order of its parts, each once. */
export function inAnyOrder(answers: readonly string[]): string[] {
  return [
    ...new Set(
      answers.flatMap((answer) => {
        const parts = answer.split(BETWEEN);
        return parts.length > MOST_PARTS ? [answer] : orders(parts).map((order) => order.join(BETWEEN));
      }),
    ),
  ];
}
