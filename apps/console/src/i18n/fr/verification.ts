import type { verification as english } from '../en/verification';
import type { Words } from '../words';

export const verification: Words<typeof english> = {
  title: 'Vérification',
  lead: 'Suivez en direct les étapes du guide d’installation.',
  organizations: 'Organisations Zendesk',
  conversation: 'Conversation',
  conversationHint: 'Son identifiant ; laissez vide pour la dernière dont on a eu des nouvelles.',
  look: 'Regarder',
  steps: 'Du message à son ticket',
  noConversation:
    'Aucun message n’est encore arrivé sur un compte de cette organisation. Écrivez-en un pour commencer.',
  ofConversation: 'Conversation',
  step: {
    'message-arrived': 'Le message est arrivé',
    'reply-or-team': 'Un conseiller a répondu, ou la conversation a été orientée vers l’équipe',
    'ticket-created': 'Le ticket a été créé dans Zendesk',
    'history-complete': 'Le ticket montre toute la conversation',
  },
  state: { ok: 'fait', waiting: 'en attente', failed: 'demande une intervention' },
  ticket: 'Ticket {{id}}',
  compared: '{{comments}} commentaires ; le ticket dit montrer {{marked}} sur {{expected}}',
  bot: {
    title: 'Le scénario de bot pour l’interface Zendesk',
    lead: 'Dans {{platform}}, construisez un bot qui obtient l’e-mail du client avant d’orienter la conversation :',
    greet: 'Saluez le client et dites-lui qu’un collègue répondra par e-mail.',
    ask: 'Demandez l’adresse e-mail.',
    keep: 'Placez la réponse dans le champ choisi comme « Custom Email field » ; redemandez tant que ce n’est pas une adresse.',
    route: 'Orientez la conversation vers l’équipe choisie dans la configuration.',
    last: 'Les 20 dernières orientations vers l’équipe',
    none: 'Rien n’a encore été orienté vers l’équipe.',
    when: 'Quand',
    email: 'E-mail obtenu avant',
    emails: { valid: 'valable', invalid: 'non valable', missing: 'absent' },
  },
  test: {
    title: 'Tester la connexion',
    lead: 'Vérifie que Zendesk accepte l’autorisation et ce qu’elle permet. Un ticket d’essai n’est écrit puis fermé que si vous le demandez.',
    look: 'Vérifier l’autorisation',
    write: 'Écrire et fermer un ticket d’essai',
    ok: 'La connexion fonctionne',
    failed: 'La connexion ne fonctionne pas',
    checks: {
      token: 'Autorisation',
      rights: 'Droits de l’utilisateur connecté',
      'ticket-created': 'Ticket créé',
      'ticket-closed': 'Ticket fermé',
    },
    states: { ok: 'fonctionne', failed: 'ne fonctionne pas', skipped: 'non essayé' },
  },
};
