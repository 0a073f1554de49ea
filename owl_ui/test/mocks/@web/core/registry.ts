const added = new Map<string, unknown>();

export const registry = {
  category: () => ({ add: (key: string, value: unknown) => added.set(key, value) }),
};
