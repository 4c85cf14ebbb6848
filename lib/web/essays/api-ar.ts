import type { Essay } from './essay';

export const apiArabic: Essay = {
  title: 'للبرامج',
  lead: 'كل ما يمكن أن يُقرأ هنا يمكن أن يطلبه برنامج، بلا مفتاح.',
  sections: [
    {
      id: 'asking',
      name: 'كيف يُطلب',
      paragraphs: [
        'البحث في ‎/api/v1/testimonies‎، والسجل الواحد في ‎/api/v1/testimonies/‎ يليه مرجعه، وكل ما يطابق في ‎/api/v1/export‎. والوصف الكامل للآلات في ‎/api/v1/openapi.json‎.',
        'للحاصدات ‎/oai‎، ولقارئات الخلاصات ‎/feed.atom‎. ويمكن قراءة كل جواب من أي موقع.',
        'كل رفض هو وثيقة مشكلة (RFC 9457)، ومعنى كل نوع من أنواعها مبيَّن أدناه.',
      ],
    },
    {
      id: 'bad-parameter',
      name: 'bad-parameter (400)',
      paragraphs: ['معامل غير معروف، أو قيمة لا يقبلها. وتسمّي قائمة الأخطاء كل معامل وتقول ما يقبله.'],
    },
    { id: 'no-such-testimony', name: 'no-such-testimony (404)', paragraphs: ['لا سجل منشورًا بهذا المرجع.'] },
    {
      id: 'no-such-version',
      name: 'no-such-version (404)',
      paragraphs: ['لا تُعرض من السجل نسخة بهذه البصمة: لم توجد قط، أو حُجب شيء مما كانت تعرضه.'],
    },
    { id: 'no-such-address', name: 'no-such-address (404)', paragraphs: ['لا شيء محفوظ في هذا العنوان.'] },
    {
      id: 'no-checkpoint',
      name: 'no-checkpoint (404)',
      paragraphs: ['لم يُوقَّع السجل بعد. تُصنع أول نقطة تحقق خلال دقائق من أول تشغيل.'],
    },
    {
      id: 'no-such-format',
      name: 'no-such-format (501)',
      paragraphs: ['تُعطى أجوبة oEmbed بصيغة json أو xml دون غيرهما.'],
    },
    {
      id: 'withdrawn',
      name: 'withdrawn (410)',
      paragraphs: ['كان السجل منشورًا ثم سُحب. يذكر الجواب صنفًا ويومًا ولا شيء غير ذلك.'],
    },
    { id: 'erased', name: 'erased (410)', paragraphs: ['أُتلف السجل، ولا يُستعمل مرجعه ثانيةً أبدًا.'] },
    {
      id: 'search-too-slow',
      name: 'search-too-slow (503)',
      paragraphs: ['استغرق البحث أطول مما يُسمح به. ضيّقه، أو أعد المحاولة بعد المدة التي يذكرها Retry-After.'],
    },
    {
      id: 'search-busy',
      name: 'search-busy (503)',
      paragraphs: [
        'كثيرون يبحثون في هذه اللحظة. أعد المحاولة بعد المدة التي يذكرها Retry-After، ولا خطأ في بحثك.',
      ],
    },
    {
      id: 'busy',
      name: 'busy (503)',
      paragraphs: ['برامج كثيرة تسأل الأرشيف في هذه اللحظة. أعد المحاولة بعد المدة التي يذكرها Retry-After.'],
    },
    {
      id: 'exports-busy',
      name: 'exports-busy (503)',
      paragraphs: [
        'يُؤخذ الآن من التصديرات كل ما يصنعه الأرشيف في وقت واحد. أعد المحاولة بعد المدة التي يذكرها Retry-After.',
      ],
    },
    {
      id: 'search-away',
      name: 'search-away (503)',
      paragraphs: ['لا محرك بحث يجيب الآن. أعد المحاولة بعد المدة التي يذكرها Retry-After.'],
    },
    {
      id: 'database-away',
      name: 'database-away (503)',
      paragraphs: ['لا يصل الأرشيف إلى قاعدة بياناته، ولا يعرض ما قد يكون قديمًا. أعد المحاولة بعد قليل.'],
    },
    { id: 'failed', name: 'failed (500)', paragraphs: ['وقع خلل هنا، لا في ما طلبته.'] },
  ],
};
