export type Language = 'en' | 'fr';
export type Localized = Readonly<Record<Language, string>>;

/** What the words of the grammar mean. */
export const keywordHelp = {
  and: {
    en: 'True when both sides are true. The right side is not evaluated when the left one is false.',
    fr: "Vrai quand les deux côtés sont vrais. Le côté droit n'est pas évalué quand le gauche est faux.",
  },
  or: {
    en: 'True when one side is true, or both. Groups looser than "and".',
    fr: 'Vrai quand un côté au moins est vrai. Lie moins fort que « and ».',
  },
  not: {
    en: 'True when what follows is false or has no value.',
    fr: 'Vrai quand ce qui suit est faux ou sans valeur.',
  },
  if: {
    en: 'One of two values: if (condition) then (value) else (value).',
    fr: "L'une de deux valeurs : if (condition) then (valeur) else (valeur).",
  },
  // biome-ignore lint/suspicious/noThenProperty: a word of the language; the table is never awaited.
  then: { en: 'The value when the condition is true.', fr: 'La valeur quand la condition est vraie.' },
  else: { en: 'The value when the condition is not true.', fr: "La valeur quand la condition n'est pas vraie." },
  is: {
    en: 'Tests presence or kind: is null, is not null, is numeric, is integer, is decimal.',
    fr: 'Teste la présence ou la nature : is null, is not null, is numeric, is integer, is decimal.',
  },
  has: {
    en: 'has null: true when a list holds an element without a value.',
    fr: 'has null : vrai quand une liste contient un élément sans valeur.',
  },
  numeric: { en: 'An integer or a decimal.', fr: 'Un entier ou un décimal.' },
  integer: { en: 'A whole number.', fr: 'Un nombre entier.' },
  decimal: { en: 'A number with a fraction.', fr: 'Un nombre à virgule.' },
  defaultValue: {
    en: 'The value when the field is absent or null.',
    fr: 'La valeur quand le champ est absent ou nul.',
  },
  params: {
    en: 'Values of the call parameters of the data source.',
    fr: "Valeurs des paramètres d'appel de la source de données.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

export const constantHelp = {
  true: { en: 'True.', fr: 'Vrai.' },
  false: { en: 'False.', fr: 'Faux.' },
  null: { en: 'No value.', fr: 'Aucune valeur.' },
} as const satisfies Readonly<Record<string, Localized>>;

export const operatorHelp = {
  '==': { en: 'Equal. Null equals only null.', fr: "Égal. Null n'est égal qu'à null." },
  '!=': { en: 'Different.', fr: 'Différent.' },
  '<': { en: 'Less than, or before.', fr: 'Inférieur à, ou avant.' },
  '<=': { en: 'At most, or not after.', fr: 'Au plus, ou pas après.' },
  '>': { en: 'Greater than, or after.', fr: 'Supérieur à, ou après.' },
  '>=': { en: 'At least, or not before.', fr: 'Au moins, ou pas avant.' },
  '+': {
    en: 'Sum of numbers; date plus duration; text joined with text.',
    fr: 'Somme de nombres ; date plus durée ; textes mis bout à bout.',
  },
  '-': { en: 'Difference of numbers.', fr: 'Différence de nombres.' },
  '*': { en: 'Product of two numbers of one type.', fr: 'Produit de deux nombres de même type.' },
  '/': {
    en: 'Quotient; integers are cut toward zero, division by zero gives 0.',
    fr: 'Quotient ; les entiers sont tronqués vers zéro, la division par zéro donne 0.',
  },
  '%': { en: 'Remainder of the division.', fr: 'Reste de la division.' },
} as const satisfies Readonly<Record<string, Localized>>;

export const accessHelp = {
  all: {
    en: 'The elements that meet the condition, null when there are none.',
    fr: "Les éléments qui remplissent la condition, null quand il n'y en a pas.",
  },
  first: { en: 'The first element that meets the condition.', fr: 'Le premier élément qui remplit la condition.' },
  last: { en: 'The last element that meets the condition.', fr: 'Le dernier élément qui remplit la condition.' },
  at: { en: 'The element at an index, counted from 0.', fr: "L'élément à un rang compté à partir de 0." },
  entry: { en: 'The value under a key of a map.', fr: "La valeur d'une clé d'un dictionnaire." },
  keys: { en: 'All keys of a map.', fr: "Toutes les clés d'un dictionnaire." },
  firstEntryKey: { en: 'The first key of a map.', fr: "La première clé d'un dictionnaire." },
} as const satisfies Readonly<Record<string, Localized>>;

export const loopVariableHelp = {
  currentEventField: {
    en: 'The element under test of a collection of an event.',
    fr: "L'élément examiné d'une collection d'un événement.",
  },
  currentDataPackField: {
    en: 'The element under test of a collection of a data source.',
    fr: "L'élément examiné d'une collection d'une source de données.",
  },
  currentActionField: {
    en: 'The element under test of a collection of an action response.',
    fr: "L'élément examiné d'une collection de la réponse d'une action.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

/** The literal form of the date types, which the grammar knows beside the table of functions (section 4.2). */
export const dateHelp = {
  forms: ['(constant string text): dateOnly | dateTimeOnly | dateTime'],
  description: {
    en: 'A date, a date with time, or a date with time and offset, by the shape of the text.',
    fr: 'Une date, une date avec heure, ou une date avec heure et décalage, selon la forme du texte.',
  },
  example: 'date("2024-07-14T08:30:00+02:00")',
} as const;
