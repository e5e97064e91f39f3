import type { AttachmentFault } from './attachment';
import { ENGLISH, type Words } from './words';

type Faults = Readonly<Record<AttachmentFault, string>>;

const FRENCH_FAULTS: Faults = {
  'too-large': 'trop volumineuse',
  'refused-type': 'les fichiers de ce type sont refusés',
  expired: 'expirée, la plateforme ne la fournit plus',
  unreachable: 'n’a pas pu être récupérée',
  'address-refused': 'son adresse ne doit pas être consultée',
  'wrong-content': 'son adresse répond par une page web',
  'refused-by-zendesk': 'refusée par Zendesk',
  missing: 'reçue sans adresse ni contenu',
};

const FRENCH: Words = {
  contact: (id) => `Contact ${id}`,
  advisor: (name) => `${name} (conseiller)`,
  bot: (name) => `${name} (bot)`,
  namelessContact: 'Contact',
  namelessAdvisor: 'Conseiller',
  namelessBot: 'Bot',
  internalNote: 'note interne',
  notDelivered: 'non remis',
  edited: 'modifié',
  deletedUpstream: 'supprimé',
  deletedText: '[message supprimé]',
  noText: '[sans texte]',
  part: (part, parts) => `partie ${part} sur ${parts}`,
  attachment: 'Pièce jointe',
  attachmentLeftOut: 'Pièce jointe non reprise',
  leftOutBecause: (fault, limit) =>
    limit === undefined ? FRENCH_FAULTS[fault] : `${FRENCH_FAULTS[fault]}, la limite est de ${limit}`,
  noLink: 'aucun lien',
  lastMessage: 'Dernier message',
  network: 'Réseau',
  account: 'Compte',
  messages: 'Messages',
  followUpOf: (ticketId) => `Cette conversation fait suite au ticket #${ticketId}, qui est clos.`,
  skipped: (by, time) => `Un élément de cette conversation n’a pas été écrit ici : ${by} l’a ignoré, ${time}`,
  skippedBecause: 'Raison',
  skippedNote: 'Remarque',
};

const GERMAN_FAULTS: Faults = {
  'too-large': 'zu groß',
  'refused-type': 'Dateien dieser Art werden abgelehnt',
  expired: 'abgelaufen, die Plattform gibt sie nicht mehr heraus',
  unreachable: 'konnte nicht abgerufen werden',
  'address-refused': 'ihre Adresse darf nicht abgerufen werden',
  'wrong-content': 'ihre Adresse antwortet mit einer Webseite',
  'refused-by-zendesk': 'von Zendesk abgelehnt',
  missing: 'kam ohne Adresse und Inhalt',
};

const GERMAN: Words = {
  contact: (id) => `Kontakt ${id}`,
  advisor: (name) => `${name} (Berater)`,
  bot: (name) => `${name} (Bot)`,
  namelessContact: 'Kontakt',
  namelessAdvisor: 'Berater',
  namelessBot: 'Bot',
  internalNote: 'interne Notiz',
  notDelivered: 'nicht zugestellt',
  edited: 'bearbeitet',
  deletedUpstream: 'gelöscht',
  deletedText: '[Nachricht gelöscht]',
  noText: '[ohne Text]',
  part: (part, parts) => `Teil ${part} von ${parts}`,
  attachment: 'Anhang',
  attachmentLeftOut: 'Anhang nicht übernommen',
  leftOutBecause: (fault, limit) =>
    limit === undefined ? GERMAN_FAULTS[fault] : `${GERMAN_FAULTS[fault]}, die Grenze ist ${limit}`,
  noLink: 'kein Link',
  lastMessage: 'Letzte Nachricht',
  network: 'Netzwerk',
  account: 'Konto',
  messages: 'Nachrichten',
  followUpOf: (ticketId) => `Diese Konversation setzt das Ticket #${ticketId} fort, das geschlossen ist.`,
  skipped: (by, time) =>
    `Ein Teil dieser Konversation wurde hier nicht geschrieben: ${by} hat ihn übergangen, ${time}`,
  skippedBecause: 'Grund',
  skippedNote: 'Anmerkung',
};

const SPANISH_FAULTS: Faults = {
  'too-large': 'demasiado grande',
  'refused-type': 'se rechazan los archivos de este tipo',
  expired: 'caducado, la plataforma ya no lo entrega',
  unreachable: 'no se pudo obtener',
  'address-refused': 'su dirección no se debe consultar',
  'wrong-content': 'su dirección responde con una página web',
  'refused-by-zendesk': 'rechazado por Zendesk',
  missing: 'llegó sin dirección ni contenido',
};

const SPANISH: Words = {
  contact: (id) => `Contacto ${id}`,
  advisor: (name) => `${name} (asesor)`,
  bot: (name) => `${name} (bot)`,
  namelessContact: 'Contacto',
  namelessAdvisor: 'Asesor',
  namelessBot: 'Bot',
  internalNote: 'nota interna',
  notDelivered: 'no entregado',
  edited: 'editado',
  deletedUpstream: 'eliminado',
  deletedText: '[mensaje eliminado]',
  noText: '[sin texto]',
  part: (part, parts) => `parte ${part} de ${parts}`,
  attachment: 'Archivo adjunto',
  attachmentLeftOut: 'Archivo adjunto no incluido',
  leftOutBecause: (fault, limit) =>
    limit === undefined ? SPANISH_FAULTS[fault] : `${SPANISH_FAULTS[fault]}, el límite es ${limit}`,
  noLink: 'sin enlace',
  lastMessage: 'Último mensaje',
  network: 'Red',
  account: 'Cuenta',
  messages: 'Mensajes',
  followUpOf: (ticketId) => `Esta conversación continúa el ticket #${ticketId}, que está cerrado.`,
  skipped: (by, time) => `Una parte de esta conversación no se escribió aquí: ${by} la omitió, ${time}`,
  skippedBecause: 'Motivo',
  skippedNote: 'Nota',
};

/** Parley's own words in every language that it speaks, by ISO 639-1 code (K2). */
export const LANGUAGES = { en: ENGLISH, fr: FRENCH, de: GERMAN, es: SPANISH } as const satisfies Readonly<
  Record<string, Words>
>;

/** A language that Parley's own words come in. */
export type Language = keyof typeof LANGUAGES;
