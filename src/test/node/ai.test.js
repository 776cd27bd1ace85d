// Vercel's AI SDK with both of its OpenAI providers. The prompt names the scene: see NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOpenAI} from '@ai-sdk/openai';
import {createOpenAICompatible} from '@ai-sdk/openai-compatible';
import {generateObject, generateText, jsonSchema, streamText, tool} from 'ai';

const baseURL = process.env.FAREWAY_BASE_URL;
const providers = {
  '@ai-sdk/openai': createOpenAI({baseURL, apiKey: 'none'}).chat('simple'),
  '@ai-sdk/openai-compatible':
    createOpenAICompatible({name: 'fareway', baseURL, includeUsage: true, supportsStructuredOutputs: true})('simple'),
};
const city = jsonSchema({
  type: 'object', properties: {city: {type: 'string'}, population: {type: 'integer'}},
  required: ['city', 'population'], additionalProperties: false,
});
const tools = {
  get_weather: tool({
    inputSchema: jsonSchema({type: 'object', properties: {city: {type: 'string'}, unit: {type: 'string'}}}),
  }),
};
const expectedInputs = [{city: 'Boston', unit: 'celsius'}, {city: 'Köln', unit: 'celsius'}];

for (const [name, model] of Object.entries(providers)) {
  const ask = (prompt, more) => ({model, prompt, maxRetries: 0, onError: () => {}, ...more});

  test(`${name}: text`, async () => {
    const {text, finishReason, usage} = await generateText(ask('openai-text'));

    assert.equal(text, 'Grüß Gott! How can I assist you today? 🙂');
    assert.equal(finishReason, 'stop');
    assert.equal(usage.totalTokens, 29);
  });

  test(`${name}: streamed text with usage`, async () => {
    const result = streamText(ask('openai-text'));

    assert.equal(await result.text, 'Grüß Gott! How can I assist you today? 🙂');
    assert.equal(await result.finishReason, 'stop');
    assert.equal((await result.usage).totalTokens, 29);
  });

  test(`${name}: tool calls`, async () => {
    const {toolCalls, finishReason} = await generateText(ask('openai-tool-calls', {tools}));

    assert.deepEqual(toolCalls.map((call) => call.input), expectedInputs);
    assert.equal(finishReason, 'tool-calls');
  });

  test(`${name}: streamed tool calls`, async () => {
    const result = streamText(ask('openai-tool-calls', {tools}));

    assert.deepEqual((await result.toolCalls).map((call) => call.input), expectedInputs);
  });

  test(`${name}: object by schema`, async () => {
    const {object} = await generateObject(ask('openai-json-schema', {schema: city}));

    assert.deepEqual(object, {city: 'Köln', population: 1087353});
  });

  test(`${name}: errors carry their status and whether to retry`, async () => {
    await assert.rejects(generateText(ask('refused')), (error) => {
      assert.equal(error.statusCode, 400);
      assert.equal(error.isRetryable, false);
      assert.match(error.message, /temperature must be at most 2/);
      return true;
    });
    await assert.rejects(generateText(ask('down')), (error) => {
      assert.equal(error.statusCode, 503);
      assert.equal(error.isRetryable, true);
      return true;
    });
  });

  test(`${name}: a broken stream is an error and never a short success`, async () => {
    const parts = [];
    await assert.rejects(async () => {
      for await (const part of streamText(ask('broken stream')).fullStream) parts.push(part);
    });

    assert.equal(parts.filter((part) => part.type === 'text-delta').map((part) => part.text).join(''), 'Once upon ');
    assert.ok(!parts.some((part) => part.type === 'finish' && part.finishReason === 'stop'), JSON.stringify(parts));
  });
}

test('@ai-sdk/openai-compatible: reasoning', async () => {
  const model = providers['@ai-sdk/openai-compatible'];

  const plain = await generateText({model, prompt: 'deepseek-reasoning', maxRetries: 0});
  const stream = streamText({model, prompt: 'deepseek-reasoning', maxRetries: 0});

  assert.equal(plain.reasoningText, 'Compare the tenths: 9 > 1.');
  assert.equal(await stream.reasoningText, 'Compare the tenths: 9 > 1.');
  assert.equal(await stream.text, '9.9 is greater.');
});
