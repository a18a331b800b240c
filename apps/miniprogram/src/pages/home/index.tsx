import { HomeScreen } from '@/features/home/home';
import { JoinPage } from '@/features/join/join-page';

export default function HomePage() {
  return <HomeScreen Visitor={JoinPage} />;
}
