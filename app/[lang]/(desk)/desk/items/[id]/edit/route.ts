import { editProposal } from '@/lib/review/edit-proposal';
import { deskDoor } from '@/lib/web/desk-door';
import { type ItemParams, type ItemVisit, itemPage } from '../item-doors';
import { editForm, fieldsOfEdit } from './read-edit-form';

export const POST = deskDoor({
  form: editForm,
  page: (params: ItemParams, fields) => `${itemPage(params, fields)}#edit`,
  run: async (form, { actor, params, context }: ItemVisit) => {
    const fields = fieldsOfEdit(form);
    if (fields === null)
      return { ok: false, reason: 'record-invalid', message: 'The record is no JSON object.' };
    const input = { itemId: params.id, version: form.version, fields, why: form.why };
    const edited = await editProposal(actor, input, context);
    if (!edited.ok) return edited;
    return {
      ok: true,
      value: { done: 'edited', to: itemPage(params, { from: form.from }), value: edited.value },
    };
  },
});
