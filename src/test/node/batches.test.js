// OpenAI's SDK for Node: files and batches, as at OpenAI. See NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import OpenAI, {toFile} from 'openai';

const sdk = new OpenAI({baseURL: process.env.FAREWAY_BASE_URL, apiKey: 'none', maxRetries: 0});

const line = (id) => JSON.stringify({
  custom_id: id,
  method: 'POST',
  url: '/v1/chat/completions',
  body: {model: 'simple', messages: [{role: 'user', content: 'openai-text'}]},
});

const upload = async (text) =>
  sdk.files.create({file: await toFile(Buffer.from(text), 'requests.jsonl'), purpose: 'batch'});

async function ended(batch) {
  for (let tries = 0; tries < 600; tries++) {
    const state = await sdk.batches.retrieve(batch.id);
    if (['completed', 'failed', 'expired', 'cancelled'].includes(state.status)) return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no end within a minute');
}

test('a batch from upload to download', async () => {
  const input = await upload(`${line('a')}\n${line('b')}\n`);
  const created = await sdk.batches.create({
    input_file_id: input.id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    metadata: {night: 'run'},
  });
  const batch = await ended(created);

  assert.equal(batch.status, 'completed');
  assert.deepEqual(batch.metadata, {night: 'run'});
  assert.deepEqual(batch.request_counts, {total: 2, completed: 2, failed: 0});
  const output = await (await sdk.files.content(batch.output_file_id)).text();
  const answers = output.trim().split('\n').map((text) => JSON.parse(text));
  assert.deepEqual(answers.map((answer) => answer.custom_id), ['a', 'b']);
  assert.equal(answers[0].response.status_code, 200);
});

test('files are listed and deleted', async () => {
  const file = await upload(`${line('a')}\n`);
  const ids = [];
  for await (const one of sdk.files.list({purpose: 'batch'})) ids.push(one.id);
  const deleted = await sdk.files.delete(file.id);

  assert.ok(ids.includes(file.id));
  assert.equal(deleted.deleted, true);
  await assert.rejects(sdk.files.retrieve(file.id), OpenAI.NotFoundError);
});

test('another purpose is refused', async () => {
  const file = await toFile(Buffer.from('x'), 'x.jsonl');

  await assert.rejects(sdk.files.create({file, purpose: 'fine-tune'}), OpenAI.BadRequestError);
});
