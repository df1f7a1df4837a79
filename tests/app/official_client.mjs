// What client programs do, with the official client: node official_client.mjs BASE_URL KEY. One JSON object on stdout.
import {createRequire} from 'node:module';
const require = createRequire(process.env.ROUTENLP_OPENAI_DIR + '/');
const {OpenAI} = require('openai');
const client = new OpenAI({baseURL: process.argv[2], apiKey: process.argv[3], maxRetries: 0});
const model = 'routenlp/cs_intent';
const messages = [{role: 'user', content: 'please help with refund, case 1'}];
const result = {};
const chat = await client.chat.completions.create({model, messages}).withResponse();
result.chat = chat.data.choices[0].message.content;
result.tokens = chat.data.usage.total_tokens;
result.tier = chat.response.headers.get('x-routenlp-tier');
result.stream = '';
const stream = await client.chat.completions.create({model, messages, stream: true, stream_options: {include_usage: true}});
for await (const chunk of stream) {
  result.stream += chunk.choices[0]?.delta?.content ?? '';
  result.streamTokens = chunk.usage?.total_tokens ?? result.streamTokens;
}
const tools = [{type: 'function', function: {name: 'f', parameters: {type: 'object', properties: {}}}}];
result.tools = (await client.chat.completions.create({model, messages, tools})).choices[0].finish_reason;
try {
  await client.chat.completions.create({model: 'routenlp/no_such_task', messages});
} catch (error) {
  result.error = [error instanceof OpenAI.NotFoundError, error.status, error.code];
}
try {
  await client.chat.completions.create({model, messages: []});
} catch (error) {
  result.bad = [error instanceof OpenAI.BadRequestError, error.param];
}
try {
  await new OpenAI({baseURL: process.argv[2], apiKey: 'wrong', maxRetries: 0}).models.list();
} catch (error) {
  result.auth = [error instanceof OpenAI.AuthenticationError, error.code];
}
result.models = (await client.models.list()).data.map((each) => each.id);
console.log(JSON.stringify(result));
