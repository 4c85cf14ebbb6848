import { answerAuth } from '@/lib/web/session';

export { answerAuth as GET, answerAuth as POST };
