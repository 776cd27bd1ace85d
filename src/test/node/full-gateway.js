// Runs while all permits of the gateway are taken: see NodeSdkTest.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import OpenAI from 'openai';

test('a full gateway is a rate limit', async () => {
  const sdk = new OpenAI({baseURL: process.env.FAREWAY_BASE_URL, apiKey: 'none', maxRetries: 0});

  await assert.rejects(
    sdk.chat.completions.create({model: 'simple', messages: [{role: 'user', content: 'Hello'}]}),
    (error) => {
      assert.ok(error instanceof OpenAI.RateLimitError);
      assert.equal(error.headers.get('retry-after'), '1');
      return true;
    });
});
