// OpenAI's SDK for Node. The prompt names the scene that the provider plays: see NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import OpenAI from 'openai';

const baseURL = process.env.FAREWAY_BASE_URL;
const sdk = new OpenAI({baseURL, apiKey: 'none', maxRetries: 0});

const params = (scene, more = {}) => ({model: 'simple', messages: [{role: 'user', content: scene}], ...more});
const chat = (scene, more) => sdk.chat.completions.create(params(scene, more));

async function streamed(scene, more) {
  const chunks = [];
  for await (const chunk of await chat(scene, {...more, stream: true})) chunks.push(chunk);
  return chunks;
}

const text = (chunks, index = 0) =>
  chunks.flatMap((chunk) => chunk.choices).filter((choice) => choice.index === index)
    .map((choice) => choice.delta.content ?? '').join('');

const weather = {
  type: 'function',
  function: {name: 'get_weather', parameters: {type: 'object', properties: {city: {type: 'string'}}}},
};
const expectedCalls = [
  {id: 'call_abc123', arguments: '{"city":"Boston","unit":"celsius"}'},
  {id: 'call_def456', arguments: '{"city":"Köln","unit":"celsius"}'},
];

test('plain chat', async () => {
  const answer = await chat('openai-text');

  assert.equal(answer.choices[0].message.content, 'Grüß Gott! How can I assist you today? 🙂');
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.prompt_tokens_details.cached_tokens, 8);
});

test('streamed chat without usage', async () => {
  const chunks = await streamed('openai-text');

  assert.equal(text(chunks), 'Grüß Gott! How can I assist you today? 🙂');
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  assert.ok(chunks.every((chunk) => chunk.choices.length === 1 && !chunk.usage));
});

test('streamed chat with usage, once and last', async () => {
  const chunks = await streamed('openai-text', {stream_options: {include_usage: true}});

  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(chunks.at(-1).usage.total_tokens, 29);
  assert.equal(chunks.filter((chunk) => chunk.usage).length, 1);
});

test('parallel tool calls', async () => {
  const answer = await chat('openai-tool-calls', {tools: [weather]});

  assert.equal(answer.choices[0].finish_reason, 'tool_calls');
  assert.deepEqual(
    answer.choices[0].message.tool_calls.map((call) => ({id: call.id, arguments: call.function.arguments})),
    expectedCalls);
});

test('streamed tool calls, put together by the SDK', async () => {
  const stream = sdk.chat.completions.stream(params('openai-tool-calls', {tools: [weather]}));

  const answer = await stream.finalChatCompletion();

  assert.equal(answer.choices[0].finish_reason, 'tool_calls');
  assert.deepEqual(
    answer.choices[0].message.tool_calls.map((call) => ({id: call.id, arguments: call.function.arguments})),
    expectedCalls);
});

test('JSON schema', async () => {
  const schema = {
    type: 'object',
    properties: {city: {type: 'string'}, population: {type: 'integer'}},
    required: ['city', 'population'],
    additionalProperties: false,
  };
  const answer = await sdk.chat.completions.parse(params('openai-json-schema', {
    response_format: {type: 'json_schema', json_schema: {name: 'city', strict: true, schema}},
  }));

  assert.deepEqual(JSON.parse(answer.choices[0].message.content), {city: 'Köln', population: 1087353});
});

test('the provider gets every field as it was sent', async () => {
  const response_format = {type: 'json_object'};
  const answer = await chat('echo', {response_format, n: 1, seed: 7, top_k: 40, x_new: {a: [1.5, null]}});

  const received = JSON.parse(answer.choices[0].message.content);
  assert.deepEqual(received, {
    ...params('echo', {response_format, n: 1, seed: 7, top_k: 40, x_new: {a: [1.5, null]}}), model: 'vendor/small-1',
  });
});

test('two choices', async () => {
  const plain = await chat('openai-two-choices', {n: 2});
  const chunks = await streamed('openai-two-choices', {n: 2});

  assert.deepEqual(plain.choices.map((choice) => choice.message.content), ['heads', 'tails']);
  assert.deepEqual([text(chunks, 0), text(chunks, 1)], ['heads', 'tails']);
});

test('log probabilities', async () => {
  const plain = await chat('openai-logprobs', {logprobs: true, top_logprobs: 2});
  const chunks = await streamed('openai-logprobs', {logprobs: true, top_logprobs: 2});

  const streamedTokens = chunks.flatMap((chunk) => chunk.choices[0].logprobs?.content ?? []);
  assert.equal(plain.choices[0].logprobs.content[0].logprob, -0.31725305);
  assert.deepEqual(streamedTokens, plain.choices[0].logprobs.content);
});

test('reasoning content', async () => {
  const plain = await chat('deepseek-reasoning');
  const chunks = await streamed('deepseek-reasoning');

  const reasoning = chunks.map((chunk) => chunk.choices[0].delta.reasoning_content ?? '').join('');
  assert.equal(plain.choices[0].message.reasoning_content, 'Compare the tenths: 9 > 1.');
  assert.equal(reasoning, 'Compare the tenths: 9 > 1.');
  assert.equal(text(chunks), '9.9 is greater.');
});

test('a wrong field is a bad request that names it', async () => {
  await assert.rejects(chat('openai-text', {max_completion_tokens: 0}), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, 'max_completion_tokens');
    return true;
  });
});

test('an unknown model is not found', async () => {
  await assert.rejects(chat('openai-text', {model: 'no-such-model'}), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
    return true;
  });
});

test('a body over the limit has its status', async () => {
  await assert.rejects(chat('x'.repeat(21 * 1024 * 1024)), (error) => {
    assert.equal(error.status, 413);
    assert.equal(error.code, 'request_too_large');
    return true;
  });
});

test('failing providers are an internal server error with a time to come again', async () => {
  await assert.rejects(chat('down'), (error) => {
    assert.ok(error instanceof OpenAI.InternalServerError);
    assert.equal(error.status, 503);
    assert.equal(error.headers.get('retry-after'), '5');
    return true;
  });
});

test('a rate limit that ends soon is waited out by the gateway: the SDK sees one answer', async () => {
  let calls = 0;
  const counted = (...request) => { calls += 1; return fetch(...request); };
  const retrying = new OpenAI({baseURL, apiKey: 'none', maxRetries: 2, fetch: counted});

  const answer = await retrying.chat.completions.create(params('limited at first'));

  assert.equal(answer.choices[0].message.content, 'Hello from the stub');
  assert.equal(calls, 1);
});

test('a broken stream raises and is never a short success', async () => {
  let got = '';
  await assert.rejects(async () => {
    for await (const chunk of await chat('broken stream', {stream: true})) got += chunk.choices[0]?.delta.content ?? '';
  }, OpenAI.APIError);

  assert.equal(got, 'Once upon ');
});

test('a stream can be cancelled; NodeSdkTest sees that the call to the provider ends', async () => {
  for await (const chunk of await chat('endless stream', {stream: true})) {
    assert.ok(chunk.choices[0].delta.content);
    break;
  }
});

test('models', async () => {
  const names = [];
  for await (const model of sdk.models.list()) names.push(model.id);

  assert.ok(['auto', 'simple', 'small', 'one/small'].every((name) => names.includes(name)), names.join());
  assert.equal((await sdk.models.retrieve('one/small')).owned_by, 'one');
});
