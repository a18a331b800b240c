export { AvatarsModule } from './module';
export { Avatars, type AvatarView } from './service';
