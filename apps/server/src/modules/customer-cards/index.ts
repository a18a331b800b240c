export { CustomerCards, type CustomerCard, type CustomerLine } from './cards.service';
export { CustomerCardsModule } from './module';
