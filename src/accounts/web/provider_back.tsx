// Where a provider sends the browser back to.

import { takeWayBack } from './own_address.ts';
import { WayIn } from './sign_in.tsx';

export default function ProviderBackPage() {
  return <WayIn first="returning" to={takeWayBack} />;
}
