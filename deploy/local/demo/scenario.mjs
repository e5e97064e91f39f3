import {
  associates,
  becomesTicket,
  botSays,
  closes,
  contactFields,
  conversationFields,
  isHeld,
  notes,
  replies,
  routedTo,
  says,
  sendsPicture,
  tagged,
} from './script.mjs';

/**
 * A day of conversations: every network, both doors, both modes, and the gates that hold. The runner publishes it and compares
 * every ticket with `expect`. Rule ids in brackets are those of the README's "Behaviour".
 */

const TEAM = 'team-zendesk';
const EMAIL = 'email';

/** What the platform tells about itself. */
export const directory = [
  account('acc-whatsapp', 'whatsapp', 'Acme Support'),
  account('acc-instagram', 'instagram', 'acme.shop'),
  account('acc-messenger', 'messenger', 'Acme'),
  account('acc-apple', 'apple', 'Acme Messages'),
  account('acc-line', 'line', 'Acme Japan'),
  account('acc-x', 'twitter', '@acme'),
  account('acc-tiktok', 'tiktok', 'acme.live'),
  account('acc-trustpilot', 'trustpilot', 'Acme Reviews'),
  { type: 'parley.directory.team.v1', data: { id: TEAM, name: 'Zendesk desk' } },
  { type: 'parley.directory.team.v1', data: { id: 'team-sales', name: 'Sales' } },
  {
    type: 'parley.directory.field.v1',
    data: { key: EMAIL, label: 'E-mail', type: 'email', scope: 'contact' },
  },
];

/**
 * @param {string} id
 * @param {string} network
 * @param {string} name
 */
function account(id, network, name) {
  return { type: 'parley.directory.account.v1', data: { id, network, name } };
}

/** How the demo's organization is configured: both modes on; linked accounts with their switches. `acc-trustpilot` is not linked. */
export const organization = {
  configuration: {
    modeA: { enabled: true },
    modeB: {
      enabled: true,
      teamId: TEAM,
      emailField: { scope: 'contact', key: EMAIL },
      continueAfterCreation: true,
    },
  },
  accounts: [
    { accountId: 'acc-whatsapp', enabled: true },
    { accountId: 'acc-instagram', enabled: true },
    { accountId: 'acc-messenger', enabled: true },
    { accountId: 'acc-apple', enabled: true },
    { accountId: 'acc-line', enabled: true },
    { accountId: 'acc-x', enabled: true },
    { accountId: 'acc-tiktok', enabled: false },
  ],
};

/** Zendesk users that are there before the day begins; associations name them by `key`. */
export const customers = [
  { key: 'ada', name: 'Ada Lovelace', email: 'ada@customers.example' },
  { key: 'alan', name: 'Alan Turing', email: 'alan@customers.example' },
  { key: 'edsger', name: 'Edsger Dijkstra', email: 'edsger@customers.example' },
  { key: 'barbara', name: 'Barbara Liskov', email: 'barbara@customers.example' },
  { key: 'radia', name: 'Radia Perlman', email: 'radia@customers.example' },
  { key: 'margaret', name: 'Margaret Hamilton', email: 'margaret@customers.example' },
  { key: 'karen', name: 'Karen Spärck Jones', email: 'karen@customers.example' },
];

const LONG_HISTORY = Array.from({ length: 120 }, (_, index) =>
  index % 3 === 2
    ? botSays(`Thank you, step ${index + 1} is noted.`)
    : says(`Measurement ${index + 1} of the day reads ${(index * 37) % 101} units.`),
);
const LONG_TEXT = Array.from(
  { length: 1_400 },
  (_, index) => `line ${index + 1}: the compiler finds no such bug.`,
).join('\n');

/** Every conversation of the day. */
export const conversations = [
  becomesTicket('associated, then answered', {
    id: 'conv-ada',
    accountId: 'acc-whatsapp',
    contact: { id: 'contact-ada', name: 'Ada Lovelace' },
    steps: [
      says('My parcel never came. Order A-1815.'),
      associates('ada'),
      sendsPicture('This is the box I was promised.', 'box.png'),
      says('Is anybody there?'),
      replies('Good morning Ada, I am looking into order A-1815.'),
      says('Thank you, Grace!'),
    ],
    ticket: { mode: 'A', trigger: 'human reply', requester: 'ada@customers.example' },
  }),
  becomesTicket('answered, then associated', {
    id: 'conv-alan',
    accountId: 'acc-instagram',
    contact: { id: 'contact-alan', name: 'Alan Turing', handle: 'alan.t' },
    steps: [
      says('Which of these two machines stops first?'),
      botSays('Hello! An advisor will be with you soon.'),
      replies('That is hard to say in general, Alan.'),
      associates('alan'),
      says('I feared as much.'),
    ],
    ticket: { mode: 'A', trigger: 'association', requester: 'alan@customers.example' },
  }),
  isHeld('answered by bots only', {
    id: 'conv-edsger',
    accountId: 'acc-messenger',
    contact: { id: 'contact-edsger', name: 'Edsger Dijkstra' },
    steps: [
      associates('edsger'),
      says('What is the shortest way to your shop?'),
      botSays('Our opening hours are 9 to 18.'),
      notes('Only the bot spoke so far.'),
    ],
    reason: 'no-human-reply',
  }),
  becomesTicket('associated after it was closed', {
    id: 'conv-barbara-1',
    accountId: 'acc-whatsapp',
    contact: { id: 'contact-barbara', name: 'Barbara Liskov' },
    steps: [
      says('May I replace this part by one of a subtype?'),
      replies('Yes, Barbara, it fits wherever the old one did.'),
      closes(),
      associates('barbara'),
    ],
    ticket: { mode: 'A', trigger: 'association', requester: 'barbara@customers.example', status: 'closed' },
  }),
  becomesTicket('tags that come and go, then closed', {
    id: 'conv-radia',
    accountId: 'acc-whatsapp',
    contact: { id: 'contact-radia', name: 'Radia Perlman' },
    steps: [
      says('My network goes round in circles.'),
      tagged('Network', 'urgent'),
      replies('We will prune it to a tree.'),
      associates('radia'),
      tagged('Network', 'Spanning Tree'),
      says('It works again!'),
      closes(),
    ],
    ticket: {
      mode: 'A',
      trigger: 'association',
      requester: 'radia@customers.example',
      status: 'closed',
      tags: ['network', 'spanning_tree', 'parley'],
    },
  }),
  becomesTicket('a reply that was not delivered, and a note', {
    id: 'conv-margaret',
    accountId: 'acc-messenger',
    contact: { id: 'contact-margaret', name: 'Margaret Hamilton' },
    steps: [
      says('Alarm 1202, what does it mean?'),
      notes('She is on the way to the moon, be quick.'),
      replies('It is safe to go on.', 'failed'),
      replies('Go on, Margaret, it only dropped the less important work.'),
      associates('margaret'),
    ],
    ticket: { mode: 'A', trigger: 'association', requester: 'margaret@customers.example' },
  }),
  becomesTicket('texts that look like code, in many scripts', {
    id: 'conv-karen',
    accountId: 'acc-instagram',
    contact: { id: 'contact-karen', name: '{{ticket.id}} <b>Karen</b>' },
    steps: [
      says('<script>alert("hello")</script> & <b>bold</b> &amp; "quotes"'),
      says('{{ticket.requester.email}} {% if user %} %} {{dc.secret}}'),
      says('مرحبا، أين طلبي رقم 4411؟'),
      says('👩‍💻👍🏽 Ça marche, 日本語も'),
      replies('Nothing of this is executed here.'),
      associates('karen'),
      says(`A long report follows. ${LONG_TEXT} This was the end of the report.`),
    ],
    ticket: { mode: 'A', trigger: 'association', requester: 'karen@customers.example' },
  }),
  becomesTicket('e-mail known before the routing', {
    id: 'conv-donald',
    accountId: 'acc-apple',
    contact: { id: 'contact-donald', name: 'Donald Knuth' },
    door: 'kafka',
    steps: [
      botSays('Welcome! What is your e-mail address?'),
      says('donald@customers.example', { fields: { [EMAIL]: 'Donald@Customers.example ' } }),
      routedTo(TEAM),
      says('I found an error on page 42 and would like my cheque.'),
      replies('The cheque is in the post.'),
    ],
    ticket: { mode: 'B', trigger: 'routing', requester: 'donald@customers.example' },
  }),
  becomesTicket('e-mail known after the routing', {
    id: 'conv-hedy',
    accountId: 'acc-line',
    contact: { id: 'contact-hedy', name: 'Hedy Lamarr' },
    door: 'kafka',
    steps: [
      says('周波数が飛び続けます。'),
      routedTo(TEAM),
      says('Can you hear me now?'),
      contactFields({ [EMAIL]: 'hedy@customers.example' }),
      replies('Loud and clear on every channel.'),
    ],
    ticket: { mode: 'B', trigger: 'e-mail', requester: 'hedy@customers.example' },
  }),
  becomesTicket('a long history', {
    id: 'conv-grace',
    accountId: 'acc-apple',
    contact: {
      id: 'contact-katherine',
      name: 'Katherine Johnson',
      fields: { [EMAIL]: 'katherine@customers.example' },
    },
    door: 'kafka',
    steps: [...LONG_HISTORY, routedTo(TEAM), says('Please check these numbers by hand.')],
    ticket: { mode: 'B', trigger: 'routing', requester: 'katherine@customers.example' },
  }),
  isHeld('routed without an e-mail', {
    id: 'conv-linus',
    accountId: 'acc-instagram',
    contact: { id: 'contact-linus', name: 'Linus' },
    door: 'kafka',
    steps: [says('Talk is cheap.'), routedTo(TEAM)],
    reason: 'email-missing',
  }),
  isHeld('routed with an e-mail that is none', {
    id: 'conv-dennis',
    accountId: 'acc-messenger',
    contact: { id: 'contact-dennis', name: 'Dennis', fields: { [EMAIL]: 'dennis at customers' } },
    door: 'kafka',
    steps: [says('Hello, world.'), conversationFields({ order: '1969' }), routedTo(TEAM)],
    reason: 'email-invalid',
  }),
  isHeld('routed to another team', {
    id: 'conv-john',
    accountId: 'acc-line',
    contact: { id: 'contact-john', name: 'John McCarthy' },
    door: 'kafka',
    steps: [says('(how much is (the (large) one))'), routedTo('team-sales')],
    reason: 'not-routed',
  }),
  isHeld('an X account without a contract', {
    id: 'conv-x',
    accountId: 'acc-x',
    contact: { id: 'contact-x', name: 'Somebody on X', fields: { [EMAIL]: 'x@customers.example' } },
    door: 'kafka',
    steps: [says('Hey @acme, answer me!'), replies('We are here.'), routedTo(TEAM)],
    reason: 'x-contract-missing',
  }),
  isHeld('an account whose switch is off', {
    id: 'conv-tiktok',
    accountId: 'acc-tiktok',
    contact: {
      id: 'contact-tiktok',
      name: 'Niklaus Wirth',
      fields: { [EMAIL]: 'niklaus@customers.example' },
    },
    steps: [says('It should be simpler.'), routedTo(TEAM)],
    reason: 'account-disabled',
  }),
  isHeld('an account that is not linked', {
    id: 'conv-trustpilot',
    accountId: 'acc-trustpilot',
    contact: { id: 'contact-trustpilot', name: 'A reviewer' },
    steps: [says('Five stars.'), routedTo(TEAM)],
    reason: 'account-not-linked',
  }),
  isHeld('an account that nobody announced', {
    id: 'conv-unknown',
    accountId: 'acc-nobody-knows',
    contact: { id: 'contact-unknown', name: 'A stranger' },
    steps: [says('Is this the right number?')],
    reason: 'account-unknown',
  }),
];
