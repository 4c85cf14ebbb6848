import type { Messages } from '../en';

export const desk: Messages['desk'] = {
  title: 'المكتب',
  signOut: 'تسجيل الخروج',
  rooms: {
    queue: 'قائمة الانتظار',
    records: 'المنشور',
    accessions: 'الواردات',
    log: 'السجل',
    accounts: 'الحسابات',
  },
  roles: { archivist: 'موثِّق', curator: 'أمين', administrator: 'مدير' },
  done: {
    'signed-out': 'تم تسجيل خروجك.',
  },
  refused: {
    'not-allowed': 'لا يسمح دورك بهذا.',
    'sign-in': 'كانت جلستك قد انتهت. حُفظ ما كتبته: راجعه ثم أرسله من جديد.',
    'bad-form': 'في النموذج شيء ناقص أو غير مقروء.',
    other: 'رُفض هذا الطلب. راجع الصفحة ثم حاول مرة أخرى.',
  },
};
