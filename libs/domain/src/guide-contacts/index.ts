export * from './contact-link';
