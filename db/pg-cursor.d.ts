declare module 'pg-cursor'
