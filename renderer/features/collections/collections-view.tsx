import { useNavigation } from '../../stores/navigation.ts';
import { CollectionPage } from './collection-page.tsx';
import { CollectionTable } from './collection-table.tsx';
import './collections.css';

export function CollectionsView() {
  const agent = useNavigation((state) => state.agent);
  return agent === null ? <CollectionTable /> : <CollectionPage key={agent} agent={agent} />;
}
