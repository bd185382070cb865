import { beforeEach, expect, test } from 'vitest';

import { useNavigation } from './navigation.ts';

const go = () => useNavigation.getState();

beforeEach(() => useNavigation.setState(useNavigation.getInitialState(), true));

test('Collections leads back from the page of one to the table of all', () => {
  go().openCollection('search-agent');
  go().show('collections');
  expect(go()).toMatchObject({ view: 'collections', agent: null });
});

test('the other views stay with the collection', () => {
  go().openCollection('search-agent');
  go().show('violations');
  expect(go()).toMatchObject({ view: 'violations', agent: 'search-agent' });
});
