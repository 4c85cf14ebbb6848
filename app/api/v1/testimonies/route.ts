import { answerTestimonies } from '@/lib/web/search-answers';
import { searchHouse } from '@/lib/web/search-house';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerTestimonies(searchHouse(), request);
}
