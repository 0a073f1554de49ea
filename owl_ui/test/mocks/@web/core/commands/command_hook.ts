export function useCommand(): void {}
