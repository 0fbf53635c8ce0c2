// What follows from the record, by the last word of the address: one page to the shell.

import { useParams } from '@tanstack/react-router';

import type { ComponentType } from 'react';

import Completeness from './completeness.tsx';
import FlowPage from './flow_page.tsx';
import Lists from './lists.tsx';
import Merge from './merge.tsx';
import PackagePage from './package.tsx';

const views: Record<string, ComponentType> = {
  completeness: Completeness,
  flow: FlowPage,
  merge: Merge,
  package: PackagePage,
};

export default function Derived() {
  const { view = '' } = useParams({ strict: false }) as { view?: string };
  const View = views[view] ?? Lists;
  return <View />;
}
