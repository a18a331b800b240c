import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { useResource } from '../../platform/resource';
import { Points } from '../../ui/figures';
import { day, points } from '../../ui/format.shared';
import { Face } from '../../common/avatar/face';
import { myAvatar } from '../../common/avatar/my-avatar';
import type { Member, MemberHome } from '../../common/home/member-home';

export function MemberCard({ brand, member }: { brand: MemberHome['brand']; member: Member }) {
  const words = useWords();
  const image = useResource(myAvatar).value?.image ?? null;
  const pending =
    member.pointsPending === 0
      ? words.home.nothingPending
      : words.home.pointsPending(points(member.pointsPending));
  return (
    <View className="member-card">
      <View className="member-card__brand">{brand.name}</View>
      <View className="member-card__name">
        {image === null ? null : <Face image={image} name={member.nickname} className="member-card__face" />}
        {member.nickname ?? words.home.anonymous}
      </View>
      <View className="member-card__label">{words.home.pointsAvailable}</View>
      <Points value={member.pointsAvailable} className="member-card__points" />
      {member.pointsDebt > 0 ? (
        <View className="member-card__debt figure">{words.home.owed(points(member.pointsDebt))}</View>
      ) : null}
      <View className="member-card__foot">
        <View className="figure">{pending}</View>
        <View>{words.home.memberSince(day(member.joinedAtMs, words))}</View>
      </View>
    </View>
  );
}
