export function useSetupAction(): void {}
