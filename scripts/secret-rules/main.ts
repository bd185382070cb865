/** `npm run secret-rules`: writes docs/secret-rules.md anew. */
import { writeFileSync } from 'node:fs';

import { SECRET_RULES_FILE, secretRulesPage } from './page.ts';

writeFileSync(SECRET_RULES_FILE, secretRulesPage());
