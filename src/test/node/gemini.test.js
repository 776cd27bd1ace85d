// Google's SDK for Node. The prompt names the scene that the provider plays: see NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {GoogleGenAI, ApiError} from '@google/genai';

const baseUrl = process.env.FAREWAY_BASE_URL.replace(/\/v1$/, '');
const sdk = new GoogleGenAI({apiKey: 'none', httpOptions: {baseUrl}});

const params = (scene, more = {}) => ({model: 'simple', contents: scene, ...more});

const weather = {
  name: 'get_weather',
  parametersJsonSchema: {type: 'object', properties: {city: {type: 'string'}}},
};

test('plain answer', async () => {
  const answer = await sdk.models.generateContent(params('openai-text'));

  assert.equal(answer.text, 'Grüß Gott! How can I assist you today? 🙂');
  assert.equal(answer.candidates[0].finishReason, 'STOP');
  assert.equal(answer.usageMetadata.cachedContentTokenCount, 8);
});

test('streamed answer with its usage in the last piece', async () => {
  let text = '';
  let last;
  for await (const piece of await sdk.models.generateContentStream(params('openai-text'))) {
    text += piece.text ?? '';
    last = piece;
  }

  assert.equal(text, 'Grüß Gott! How can I assist you today? 🙂');
  assert.equal(last.candidates[0].finishReason, 'STOP');
  assert.equal(last.usageMetadata.totalTokenCount, 29);
});

test('parallel function calls, plain and streamed', async () => {
  const config = {tools: [{functionDeclarations: [weather]}]};
  const plain = await sdk.models.generateContent(params('openai-tool-calls', {config}));
  const streamed = [];
  for await (const piece of await sdk.models.generateContentStream(params('openai-tool-calls', {config}))) {
    streamed.push(...(piece.functionCalls ?? []));
  }

  const args = [{city: 'Boston', unit: 'celsius'}, {city: 'Köln', unit: 'celsius'}];
  assert.deepEqual(plain.functionCalls.map((call) => call.args), args);
  assert.deepEqual(streamed.map((call) => call.args), args);
});

test('JSON schema', async () => {
  const responseJsonSchema = {type: 'object', properties: {city: {type: 'string'}, population: {type: 'integer'}}};
  const answer = await sdk.models.generateContent(params('openai-json-schema', {
    config: {responseMimeType: 'application/json', responseJsonSchema},
  }));

  assert.deepEqual(JSON.parse(answer.text), {city: 'Köln', population: 1087353});
});

test('a chat keeps its history', async () => {
  const chat = sdk.chats.create({model: 'simple'});
  await chat.sendMessage({message: 'openai-text'});
  for await (const piece of await chat.sendMessageStream({message: 'openai-text'})) assert.ok(piece.candidates);

  assert.deepEqual(chat.getHistory().map((content) => content.role).slice(0, 3), ['user', 'model', 'user']);
});

test('an unknown model is not found', async () => {
  await assert.rejects(sdk.models.generateContent(params('openai-text', {model: 'no-such-model'})), (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 404);
    return true;
  });
});

test('what another dialect cannot say is refused by its name', async () => {
  const config = {tools: [{googleSearch: {}}]};
  await assert.rejects(sdk.models.generateContent(params('openai-text', {config})), (error) => {
    assert.equal(error.status, 400);
    assert.match(error.message, /googleSearch/);
    return true;
  });
});

test('tokens are counted', async () => {
  const counted = await sdk.models.countTokens({model: 'simple', contents: 'Hello there'});

  assert.equal(counted.totalTokens, 6);
});

test('embeddings, of whichever form the provider is', async () => {
  for (const model of ['vectors', 'gemini-vectors']) {
    const answer = await sdk.models.embedContent({model, contents: ['a', 'b'], config: {outputDimensionality: 2}});

    assert.deepEqual(answer.embeddings.map((embedding) => embedding.values), [[0.5, 0.25], [0.125, -1.5]]);
  }
});

test('models are listed and shown', async () => {
  const names = [];
  for await (const model of await sdk.models.list({config: {queryBase: true}})) names.push(model.name);
  const one = await sdk.models.get({model: 'one/gemini-vectors'});

  assert.ok(names.includes('models/simple'));
  assert.equal(one.inputTokenLimit, 2048);
});
