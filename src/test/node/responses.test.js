// OpenAI's SDK for Node with responses. The prompt names the scene that the provider plays: see NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import OpenAI from 'openai';

const sdk = new OpenAI({baseURL: process.env.FAREWAY_BASE_URL, apiKey: 'none', maxRetries: 0});

const params = (scene, more = {}) => ({model: 'small', input: [{role: 'user', content: scene}], ...more});
const streamed = (scene, more) => sdk.responses.stream(params(scene, more)).finalResponse();

const weather = {
  type: 'function',
  name: 'get_weather',
  strict: false,
  parameters: {type: 'object', properties: {city: {type: 'string'}}},
};
const expectedCalls = [{city: 'Boston', unit: 'celsius'}, {city: 'Köln', unit: 'celsius'}];

const providers = [
  {name: 'a chat provider', model: 'small', greeting: 'openai-text', tools: 'openai-tool-calls'},
  {name: 'a responses provider', model: 'reasoner', greeting: 'responses-text', tools: 'responses-tools'},
  {name: 'Anthropic', model: 'claude', greeting: 'anthropic-text', tools: 'anthropic-tools'},
];

for (const {name, model, greeting, tools} of providers) {
  test(`plain and streamed response from ${name}`, async () => {
    const plain = await sdk.responses.create(params(greeting, {model}));
    const final = await streamed(greeting, {model});

    for (const response of [plain, final]) {
      assert.match(response.output_text, /^Grüß Gott! How can I \w+ you today\? 🙂$/);
      assert.equal(response.status, 'completed');
      assert.ok(response.usage.input_tokens > 0 && response.usage.output_tokens > 0);
    }
  });

  test(`parallel calls from ${name}, plain and streamed`, async () => {
    const plain = await sdk.responses.create(params(tools, {model, tools: [weather]}));
    const final = await streamed(tools, {model, tools: [weather]});

    for (const response of [plain, final]) {
      assert.deepEqual(
        response.output.filter((item) => item.type === 'function_call').map((call) => JSON.parse(call.arguments)),
        expectedCalls);
    }
  });
}

test('reasoning arrives as an item of its own', async () => {
  const response = await sdk.responses.create(params('responses-reasoning', {model: 'reasoner'}));

  assert.equal(response.output[0].type, 'reasoning');
  assert.equal(response.output[0].summary[0].text, '**Adding up**');
});

test('an image reaches a chat model', async () => {
  const echo = await sdk.responses.create(params('', {input: [{role: 'user', content: [
    {type: 'input_text', text: 'echo'},
    {type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'auto'},
  ]}]}));

  assert.match(echo.output_text, /data:image\/png;base64,iVBORw0KGgo=/);
});

test('errors are those of the status', async () => {
  await assert.rejects(sdk.responses.create(params('refused')), (error) =>
    error instanceof OpenAI.BadRequestError && /temperature must be at most 2/.test(error.message));
  await assert.rejects(sdk.responses.create(params('x', {previous_response_id: 'resp_1'})), (error) =>
    error instanceof OpenAI.BadRequestError && error.param === 'previous_response_id');
  await assert.rejects(sdk.responses.create(params('down')), (error) => error.status === 503);
});

test('a stream that breaks raises', async () => {
  await assert.rejects(streamed('broken stream'));
});
