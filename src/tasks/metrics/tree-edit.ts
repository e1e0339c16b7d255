/** Edit distance of two ordered trees. Zhang and Shasha, SIAM J. Comput. 18 (1989): keyroots over post-order numbers. */

export interface Tree {
  label: string;
  children: Tree[];
}

export interface TreeCosts {
  /** Of a node that only one of the trees has. */
  alone(label: string): number;
  update(from: string, to: string): number;
}

/** Labels in post-order, and for each node the number of its leftmost leaf. */
function postOrder(tree: Tree): { labels: string[]; leftmost: number[]; keyroots: number[] } {
  const labels: string[] = [];
  const leftmost: number[] = [];
  const visit = (node: Tree): number => {
    const leaves = node.children.map(visit);
    const own = labels.push(node.label) - 1;
    leftmost.push(leaves.length > 0 ? leaves[0] : own);
    return leftmost[own];
  };
  visit(tree);
  // The last node of each leftmost leaf.
  const keyroots = [...new Map(leftmost.map((leaf, node) => [leaf, node])).values()].sort((a, b) => a - b);
  return { labels, leftmost, keyroots };
}

export function treeDistance(first: Tree, second: Tree, costs: TreeCosts): number {
  const [a, b] = [postOrder(first), postOrder(second)];
  const distances = a.labels.map(() => new Float64Array(b.labels.length));
  for (const i of a.keyroots) {
    for (const j of b.keyroots) {
      const [fromI, fromJ] = [a.leftmost[i], b.leftmost[j]];
      const [rows, columns] = [i - fromI + 2, j - fromJ + 2];
      const forest = Array.from({ length: rows }, () => new Float64Array(columns));
      for (let x = 1; x < rows; x++) forest[x][0] = forest[x - 1][0] + costs.alone(a.labels[fromI + x - 1]);
      for (let y = 1; y < columns; y++) forest[0][y] = forest[0][y - 1] + costs.alone(b.labels[fromJ + y - 1]);
      for (let x = 1; x < rows; x++) {
        for (let y = 1; y < columns; y++) {
          const [nodeA, nodeB] = [fromI + x - 1, fromJ + y - 1];
          const removed = forest[x - 1][y] + costs.alone(a.labels[nodeA]);
          const inserted = forest[x][y - 1] + costs.alone(b.labels[nodeB]);
          const whole = a.leftmost[nodeA] === fromI && b.leftmost[nodeB] === fromJ;
          const matched = whole
            ? forest[x - 1][y - 1] + costs.update(a.labels[nodeA], b.labels[nodeB])
            : forest[a.leftmost[nodeA] - fromI][b.leftmost[nodeB] - fromJ] + distances[nodeA][nodeB];
          forest[x][y] = Math.min(removed, inserted, matched);
          if (whole) distances[nodeA][nodeB] = forest[x][y];
        }
      }
    }
  }
  return distances[a.labels.length - 1][b.labels.length - 1];
}
