export const deserializeDateTime = (text: string): string => text;
export const formatDateTime = (moment: string): string => moment;
