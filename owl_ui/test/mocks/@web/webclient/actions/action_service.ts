export const standardActionServiceProps = {
  action: { type: Object, optional: true },
  resId: { type: [Number, Boolean], optional: true },
  state: { type: Object, optional: true },
  updateActionState: { type: Function, optional: true },
};
