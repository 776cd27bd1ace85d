// Anthropic's SDK for Node: message batches, as at Anthropic. See NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import Anthropic from '@anthropic-ai/sdk';

const baseURL = process.env.FAREWAY_BASE_URL.replace(/\/v1$/, '');
const sdk = new Anthropic({baseURL, apiKey: 'none', maxRetries: 0});

const request = (id, model) => ({
  custom_id: id,
  params: {model, max_tokens: 100, messages: [{role: 'user', content: 'openai-text'}]},
});

async function ended(batch) {
  for (let tries = 0; tries < 600; tries++) {
    const state = await sdk.messages.batches.retrieve(batch.id);
    if (state.processing_status === 'ended') return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no end within a minute');
}

test('a message batch from creation to deletion', async () => {
  const created = await sdk.messages.batches.create({requests: [request('a', 'small'), request('b', 'nobody')]});
  const batch = await ended(created);

  assert.deepEqual(batch.request_counts, {processing: 0, succeeded: 1, errored: 1, canceled: 0, expired: 0});
  const results = {};
  for await (const line of await sdk.messages.batches.results(batch.id)) results[line.custom_id] = line.result;
  assert.match(results.a.message.content[0].text, /^Grüß Gott!/);
  assert.equal(results.b.error.error.type, 'not_found_error');
  assert.equal((await sdk.messages.batches.delete(batch.id)).type, 'message_batch_deleted');
  await assert.rejects(sdk.messages.batches.retrieve(batch.id), Anthropic.NotFoundError);
});

test('message batches are listed', async () => {
  const created = await sdk.messages.batches.create({requests: [request('a', 'small')]});

  const ids = [];
  for await (const one of sdk.messages.batches.list({limit: 1})) ids.push(one.id);
  assert.ok(ids.includes(created.id));
});

test('a batch without requests is refused', async () => {
  await assert.rejects(sdk.messages.batches.create({requests: []}), Anthropic.BadRequestError);
});
