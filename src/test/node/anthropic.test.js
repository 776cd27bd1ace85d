// Anthropic's SDK for Node. The prompt names the scene that the provider plays: see NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import Anthropic from '@anthropic-ai/sdk';

const baseURL = process.env.FAREWAY_BASE_URL.replace(/\/v1$/, '');
const sdk = new Anthropic({baseURL, apiKey: 'none', maxRetries: 0});

const params = (scene, more = {}) =>
  ({model: 'small', max_tokens: 100, messages: [{role: 'user', content: scene}], ...more});
const text = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');

const weather = {
  name: 'get_weather',
  input_schema: {type: 'object', properties: {city: {type: 'string'}}},
};
const expectedCalls = [{city: 'Boston', unit: 'celsius'}, {city: 'Köln', unit: 'celsius'}];

const providers = [
  {name: 'a chat provider', model: 'small', greeting: 'openai-text', tools: 'openai-tool-calls'},
  {name: 'Anthropic', model: 'claude', greeting: 'anthropic-text', tools: 'anthropic-tools'},
  {name: 'a responses provider', model: 'reasoner', greeting: 'responses-text', tools: 'responses-tools'},
];

for (const {name, model, greeting, tools} of providers) {
  test(`plain and streamed message from ${name}`, async () => {
    const plain = await sdk.messages.create(params(greeting, {model}));
    const streamed = await sdk.messages.stream(params(greeting, {model})).finalMessage();

    for (const message of [plain, streamed]) {
      assert.match(text(message), /^Grüß Gott! How can I \w+ you today\? 🙂$/);
      assert.equal(message.stop_reason, 'end_turn');
      assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
    }
  });

  test(`parallel calls from ${name}, plain and streamed`, async () => {
    const plain = await sdk.messages.create(params(tools, {model, tools: [weather]}));
    const streamed = await sdk.messages.stream(params(tools, {model, tools: [weather]})).finalMessage();

    for (const message of [plain, streamed]) {
      assert.equal(message.stop_reason, 'tool_use');
      assert.deepEqual(
        message.content.filter((block) => block.type === 'tool_use').map((block) => block.input), expectedCalls);
    }
  });
}

test('an image reaches a chat model', async () => {
  const echo = await sdk.messages.create(params('', {messages: [{role: 'user', content: [
    {type: 'text', text: 'echo'},
    {type: 'image', source: {type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo='}},
  ]}]}));

  assert.match(text(echo), /"url":"data:image\/png;base64,iVBORw0KGgo="/);
});

test('count of tokens', async () => {
  const counted = await sdk.messages.countTokens({model: 'claude', messages: [{role: 'user', content: 'Hello there'}]});

  assert.equal(counted.input_tokens, 6);
});

test('errors are those of the status', async () => {
  await assert.rejects(sdk.messages.create(params('refused')), (error) =>
    error instanceof Anthropic.BadRequestError && /temperature must be at most 2/.test(error.message));
  await assert.rejects(sdk.messages.create(params('x', {model: 'no-such-model'})), (error) =>
    error instanceof Anthropic.NotFoundError && error.type === 'not_found_error');
  await assert.rejects(sdk.messages.create(params('down')), (error) =>
    error.status === 503 && error.type === 'overloaded_error');
});

test('a stream that breaks raises', async () => {
  await assert.rejects(sdk.messages.stream(params('broken stream')).finalMessage());
});
