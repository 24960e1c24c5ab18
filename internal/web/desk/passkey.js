// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// The one script of Heed, on the two pages of passkeys: when such a form is
// sent, it asks the browser for what the form says, puts the answer into the
// form and sends it. It asks nothing of any host.
"use strict";

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function ask(form) {
	const options = JSON.parse(form.dataset.passkey);
	options.challenge = bytes(options.challenge);
	for (const list of [options.excludeCredentials, options.allowCredentials])
		for (const c of list || []) c.id = bytes(c.id);
	if (form.dataset.do === "create") {
		options.user.id = bytes(options.user.id);
		const made = await navigator.credentials.create({publicKey: options});
		return {id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {}, response: {
			clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
			transports: made.response.getTransports ? made.response.getTransports() : [],
		}};
	}
	const got = await navigator.credentials.get({publicKey: options});
	return {id: got.id, rawId: text(got.rawId), type: got.type, clientExtensionResults: {}, response: {
		clientDataJSON: text(got.response.clientDataJSON), authenticatorData: text(got.response.authenticatorData),
		signature: text(got.response.signature), userHandle: got.response.userHandle ? text(got.response.userHandle) : undefined,
	}};
}

for (const form of document.querySelectorAll("form[data-passkey]"))
	form.addEventListener("submit", async event => {
		event.preventDefault();
		try {
			form.elements.answer.value = JSON.stringify(await ask(form));
		} catch (error) {
			form.elements.answer.value = ""; // the page then says that there was none
		}
		form.submit();
	});
