// What client programs do, with the official client: node official_client.mjs BASE_URL KEY. One JSON object on stdout.
import OpenAI from 'openai';
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
const toolsOf = (name) => [{type: 'function', function: {name, parameters: {type: 'object', properties: {}}}}];
const fieldsOf = (call) => [call.id, call.function.name, call.function.arguments];
const called = (await client.chat.completions.create({model, messages, tools: toolsOf('a_json_tool')})).choices[0];
result.tools = [called.finish_reason, called.message.tool_calls.map(fieldsOf)];
const gathered = client.chat.completions.stream({model, messages, tools: toolsOf('a_stream_tool')});
const final = (await gathered.finalChatCompletion()).choices[0];
result.streamedTools = [final.finish_reason, final.message.tool_calls.map(fieldsOf)];
try {
  await client.chat.completions.create({model: 'limited', messages});
} catch (error) {
  result.limited = [error instanceof OpenAI.RateLimitError, error.headers.get('retry-after')];
}
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
