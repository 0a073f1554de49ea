export const deserializeDateTime = (text: string): string => text;
export const formatDateTime = (moment: string): string => moment;
export const deserializeDate = (text: string): string => text;
export const formatDate = (day: string): string => day;
