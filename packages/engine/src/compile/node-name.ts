/** Name on the canvas, in reports and in step events; the label is a suffix: `Name-label`. */
export function nodeName(name: string, label: string): string {
  return label === '' ? name : `${name}-${label}`;
}
