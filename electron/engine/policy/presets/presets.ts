import type { PolicyPreset } from '../../../../shared/domain/index.ts';
import { GDPR } from './gdpr.ts';
import { OWASP_LLM } from './owasp-llm.ts';
import { PCI_DSS } from './pci-dss.ts';

/** Sets of policies for a standard, with what of it each serves and what none can. */
export const PRESETS: readonly PolicyPreset[] = [PCI_DSS, GDPR, OWASP_LLM];
