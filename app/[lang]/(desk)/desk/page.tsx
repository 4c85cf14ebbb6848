import { deskVisit } from '@/lib/web/desk-visit';
import { DeskShell } from '../_components/desk-shell';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const visit = await deskVisit(params, '/desk');
  const { t } = visit;
  return (
    <DeskShell visit={visit} path="/desk" title={t('desk.rooms.queue')} room="queue">
      <h1>{t('desk.rooms.queue')}</h1>
    </DeskShell>
  );
}
