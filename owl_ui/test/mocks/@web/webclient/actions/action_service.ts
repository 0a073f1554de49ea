export const standardActionServiceProps = { action: { type: Object, optional: true } };
