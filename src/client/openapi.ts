/** Routes, requests and answers of the service: made from its OpenAPI document by `npm run client:update`, not by hand. */
export interface paths {
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote what, the newest first */
        get: {
            parameters: {
                query: {
                    cursor?: string;
                    limit: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cursor?: string;
                            items: {
                                action: string;
                                /** @description ISO 8601, UTC */
                                at: string;
                                outcome: string;
                                requestId: string;
                                subject: string;
                                target: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Two studies against each other
         * @description Paired where seed and number of replications agree; else as independent samples. `pairing` says which, `because` why.
         */
        get: operations["compareStudies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description ISO 8601, UTC */
                                createdAt: string;
                                /** @description ISO 8601, UTC */
                                expiresAt?: string;
                                id: string;
                                inForce: boolean;
                                name: string;
                                /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                                projects: string[];
                                /** @description ISO 8601, UTC */
                                revokedAt?: string;
                                scopes: ("read" | "run" | "admin")[];
                                subject: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 8601, UTC */
                        expiresAt?: string;
                        name: string;
                        /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                        projects?: string[];
                        scopes: ("read" | "run" | "admin")[];
                        /** @description whom the key stands for: the owner of what is made with it */
                        subject: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @description ISO 8601, UTC */
                            expiresAt?: string;
                            id: string;
                            inForce: boolean;
                            name: string;
                            /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                            projects: string[];
                            /** @description ISO 8601, UTC */
                            revokedAt?: string;
                            scopes: ("read" | "run" | "admin")[];
                            /** @description shown this once */
                            secret: string;
                            subject: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new key in the place of an old one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description until the old key ends; default: at once */
                        overlapSeconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            createdAt: string;
                            /** @description ISO 8601, UTC */
                            expiresAt?: string;
                            id: string;
                            inForce: boolean;
                            name: string;
                            /** @description projects; "NAME:totals": of confidential models totals only; "*": all */
                            projects: string[];
                            /** @description ISO 8601, UTC */
                            revokedAt?: string;
                            scopes: ("read" | "run" | "admin")[];
                            /** @description shown this once */
                            secret: string;
                            subject: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/confidential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Show what is in a model to its project only, or to all who see it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        confidential: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
                         *       "title": "Not found",
                         *       "status": 404,
                         *       "code": "NOT_FOUND",
                         *       "detail": "there is no study \"x\" that you may see",
                         *       "instance": "/v1/studies/x"
                         *     }
                         */
                        "application/json": {
                            /** @description documented in docs/errors.md */
                            code: string;
                            detail: string;
                            /** @description path that was asked for */
                            instance: string;
                            problems?: {
                                code: string;
                                column?: number;
                                file?: string;
                                line?: number;
                                message: string;
                                /** @description JSON pointer into the input */
                                pointer?: string;
                                /** @enum {unknown} */
                                severity: "error" | "warning";
                            }[];
                            status: number;
                            title: string;
                            /** @description URI of the kind of problem */
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            confidential: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Studies, the newest first */
        get: operations["listStudies"];
        put?: never;
        /**
         * Ask for a study
         * @description Answers as soon as it is clear that the study would run; 200 for an Idempotency-Key that was used before.
         */
        post: operations["createStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status of a study */
        get: operations["getStudy"];
        put?: never;
        post?: never;
        /**
         * Remove a study with all that belongs to it
         * @description One that waits or runs is ended first.
         */
        delete: operations["deleteStudy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a study that waits or runs
         * @description What was computed is dropped. Again: the same answer.
         */
        post: operations["cancelStudy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the variants of a study avoid
         * @description Paired, replication by replication under the same luck. The study must have been asked for with `variants: true`.
         */
        get: operations["compareVariants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of a study as Server-Sent Events
         * @description Events `progress` (data: StudyProgress), at most two a second, and `ended` (data: Study, its error without the text), after which the stream ends. Each is the whole state: who reads slowly gets fewer. A client that has seen `ended` and comes again gets 204, and need not come any more.
         */
        get: operations["followStudy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/rankings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what each asset or need is worth
         * @description Exact, by counterfactual replay of the replications in which it did something. The same question is the same ranking: 200 where it is there already.
         */
        post: operations["createRanking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/rankings/{ranking}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ranking, or how far it is */
        get: operations["getRanking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/rankings/{ranking}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a ranking that waits or runs */
        post: operations["cancelRanking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Report page: one HTML file that needs nothing else */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/report.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Report page: one HTML file that needs nothing else */
        get: operations["getReportHtml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of a study */
        get: operations["getResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/results.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of a study */
        get: operations["getResultsGeoJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/results.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of a study */
        get: operations["getResultsJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of the tables of a study */
        get: operations["listTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/studies/{id}/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A table of results
         * @description Tables: outcomes, exceedance, curves, assets, needs, loss, variants, failures. The form is chosen by Accept, or by a suffix: `assets.csv`, `.parquet`, `.arrow`, `.json`. JSON comes in pages; files have all rows that match.
         */
        get: operations["getTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "type": "https://hazcade.dev/errors#NOT_FOUND",
         *       "title": "Not found",
         *       "status": 404,
         *       "code": "NOT_FOUND",
         *       "detail": "there is no study \"x\" that you may see",
         *       "instance": "/v1/studies/x"
         *     }
         */
        ProblemDetails: {
            /** @description documented in docs/errors.md */
            code: string;
            detail: string;
            /** @description path that was asked for */
            instance: string;
            problems?: {
                code: string;
                column?: number;
                file?: string;
                line?: number;
                message: string;
                /** @description JSON pointer into the input */
                pointer?: string;
                /** @enum {unknown} */
                severity: "error" | "warning";
            }[];
            status: number;
            title: string;
            /** @description URI of the kind of problem */
            type: string;
        };
        Provenance: {
            /** @description request that gives the same digest */
            command: string;
            digest: string;
            /** @description of the study */
            id: string;
            modelHash: string;
            replications: number;
            scenarioHash: string;
            seed: string;
            version: string;
        };
        Ranking: {
            at: string;
            /** @description replications */
            done: number;
            error?: {
                code: string;
                message: string;
            };
            id: string;
            planned: number;
            provenance?: components["schemas"]["Provenance"];
            question: {
                /**
                 * @description what if the asset could not be hit?
                 * @enum {string}
                 */
                ask: "shield";
            } | {
                /**
                 * @description what if the need had a buffer?
                 * @enum {string}
                 */
                ask: "buffer";
                bufferHours: number;
            };
            ranking?: {
                entries: {
                    id: string;
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    /** @description avoided a replication */
                    mean: number;
                    name: string;
                    pairs: number;
                    sector: string;
                    standardError: number | null;
                }[];
                failed: number;
                outcome: string;
                /** @description replications that were run again */
                pairs: number;
                replications: number;
                /** @description assets, or needs, that could have been ranked */
                subjects: number;
                unit: string;
            };
            /** @enum {unknown} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
            study: string;
        };
        /** @description hazcade-results/1, the same as results.json of the command line */
        Results: {
            assets: {
                failureProbability: number;
                hitProbability: number;
                id: string;
                kind: string;
                meanLostHours: number;
                name: string;
                sector: string;
            }[];
            curves: {
                [key: string]: {
                    hours: number[];
                    mean: number[];
                    scale: number;
                    title: string;
                    unit: string;
                };
            };
            /** @enum {string} */
            format: "hazcade-results/1";
            needs: {
                asset: string;
                id: string;
                perReplication: number;
                service: string;
                suppliers: string[];
                transmissions: number;
            }[];
            outcomes: {
                [key: string]: {
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    mean: number;
                    standardError: number | null;
                    title: string;
                    unit: string;
                };
            };
            study: {
                command: string;
                digest: string;
                model: string;
                modelHash: string;
                replications: number;
                scenario: string;
                scenarioHash: string;
                seed: string;
                version: string;
            };
            variants: {
                id: string;
                title: string;
            }[];
            warnings: string[];
        };
        Rows: {
            columns: {
                name: string;
                /** @enum {unknown} */
                type: "text" | "number" | "integer";
            }[];
            /** @description continues the list; absent: that was all */
            cursor?: string;
            items: {
                [key: string]: string | number | null;
            }[];
            study: components["schemas"]["Provenance"];
            table: string;
            /** @description rows that match */
            total: number;
        };
        /**
         * @example {
         *       "id": "20260131120000000-0f1e2d3c4b5a",
         *       "status": "queued",
         *       "model": "harbour-city",
         *       "modelVersion": "ab12…",
         *       "scenario": "winter-storm",
         *       "scenarioVersion": "cd34…",
         *       "request": {
         *         "replications": 2000
         *       },
         *       "owner": "local",
         *       "project": "private",
         *       "planned": 2000,
         *       "done": 0,
         *       "createdAt": "2026-01-31T12:00:00.000Z",
         *       "attempts": 0,
         *       "links": {
         *         "self": "/v1/studies/20260131120000000-0f1e2d3c4b5a",
         *         "events": "/v1/studies/20260131120000000-0f1e2d3c4b5a/events"
         *       }
         *     }
         */
        Study: {
            /** @description times it was begun or taken over */
            attempts: number;
            createdAt: string;
            /** @description of the results; the command line gives the same */
            digest?: string;
            /** @description replications of the base that are done */
            done: number;
            error?: {
                code: string;
                message: string;
            };
            finishedAt?: string;
            /** @description sorts by time of creation */
            id: string;
            links: {
                [key: string]: string;
            };
            model: string;
            modelVersion: string;
            owner: string;
            /** @description replications of the base; with a precision: the most */
            planned: number;
            progress?: components["schemas"]["StudyProgress"];
            project: string;
            /** @description what was asked for beside model and scenario */
            request: {
                [key: string]: unknown;
            };
            scenario: string;
            scenarioVersion: string;
            startedAt?: string;
            /** @enum {unknown} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description of reading and checking, in the answer to POST */
            warnings?: string[];
        };
        StudyComparison: {
            avoided: {
                [key: string]: {
                    base: number;
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    /** @description positive: the base loses more */
                    mean: number;
                    standardError: number | null;
                    title: string;
                    unit: string;
                    /** @description how many times more replications independent runs would need */
                    varianceGain: number | null;
                    with: number;
                };
            };
            base: components["schemas"]["Provenance"];
            because: string;
            /** @enum {unknown} */
            pairing: "paired" | "unpaired";
            with: components["schemas"]["Provenance"];
        };
        StudyPage: {
            /** @description continues the list; absent: that was all */
            cursor?: string;
            items: components["schemas"]["Study"][];
        };
        /**
         * @example {
         *       "status": "running",
         *       "member": "",
         *       "done": 640,
         *       "planned": 2000,
         *       "failures": 0,
         *       "at": "2026-01-31T12:00:00.500Z"
         *     }
         */
        StudyProgress: {
            /** @description when this was so, ISO 8601 */
            at: string;
            /** @description replications of this member */
            done: number;
            /** @description replications that failed */
            failures?: number;
            /** @description id of the variant that runs; empty: the base */
            member: string;
            /** @description with a precision: the most */
            planned: number;
            /** @description relative half-width reached, where a precision was asked for */
            relative?: number;
            /** @enum {unknown} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
        };
        VariantComparison: {
            base: {
                [key: string]: {
                    /** @description limits of the 95 % interval */
                    interval: (number | null)[];
                    mean: number;
                    standardError: number | null;
                    title: string;
                    unit: string;
                };
            };
            study: components["schemas"]["Provenance"];
            variants: {
                avoided: {
                    [key: string]: {
                        /** @description limits of the 95 % interval */
                        interval: (number | null)[];
                        /** @description positive: the base loses more */
                        mean: number;
                        perMillionEuro: number | null;
                        standardError: number | null;
                        /** @description how many times more replications independent runs would need */
                        varianceGain: number | null;
                    };
                };
                costEuro: number | null;
                id: string;
                title: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    compareStudies: {
        parameters: {
            query: {
                base: string;
                with: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyComparison"];
                };
            };
        };
    };
    listStudies: {
        parameters: {
            query: {
                cursor?: string;
                limit: number;
                model?: string;
                scenario?: string;
                status?: "queued" | "running" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyPage"];
                };
            };
        };
    };
    createStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key with the same body is the same study, however often it is sent */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scenario": "winter-storm",
                 *       "replications": 2000,
                 *       "seed": "trial-1"
                 *     }
                 */
                "application/json": {
                    /** @description Model; default: the one the scenario names: id, or id@version */
                    model?: string;
                    /** @enum {unknown} */
                    physics?: "exact" | "surrogate" | "linear" | "off";
                    /** @description relative half-width of the 95 % interval to reach */
                    precision?: number;
                    project?: string;
                    /** @description default: those of the scenario; with a precision: the most */
                    replications?: number;
                    /** @description Scenario: id, or id@version */
                    scenario: string;
                    /** @description default: that of the scenario */
                    seed?: string;
                    /** @description run the scenario's variants too, paired */
                    variants?: boolean;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
        };
    };
    getStudy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
        };
    };
    deleteStudy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cancelStudy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
        };
    };
    compareVariants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariantComparison"];
                };
            };
        };
    };
    followStudy: {
        parameters: {
            query?: never;
            header?: {
                /** @description id of the last event that was received: that state is not sent again */
                "last-event-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The study has ended, and the client knows how */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    createRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "question": {
                 *         "ask": "shield"
                 *       },
                 *       "replications": 500
                 *     }
                 */
                "application/json": {
                    /** @description default: the headline */
                    outcome?: string;
                    question?: {
                        /**
                         * @description what if the asset could not be hit?
                         * @enum {string}
                         */
                        ask: "shield";
                    } | {
                        /**
                         * @description what if the need had a buffer?
                         * @enum {string}
                         */
                        ask: "buffer";
                        bufferHours: number;
                    };
                    /** @description default: those of the study */
                    replications?: number;
                };
            };
        };
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    getRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                ranking: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    cancelRanking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                ranking: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: {
                /** @description id of a ranking to show with it */
                ranking?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getReportHtml: {
        parameters: {
            query?: {
                /** @description id of a ranking to show with it */
                ranking?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        features: unknown[];
                        /** @enum {string} */
                        type: "FeatureCollection";
                    };
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description The client has them */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getResultsGeoJson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        features: unknown[];
                        /** @enum {string} */
                        type: "FeatureCollection";
                    };
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description The client has them */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getResultsJson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        features: unknown[];
                        /** @enum {string} */
                        type: "FeatureCollection";
                    };
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description The client has them */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            href: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    getTable: {
        parameters: {
            query?: {
                /** @description of needs */
                asset?: string;
                cursor?: string;
                curve?: string;
                /** @description one or more, separated by commas */
                kind?: string;
                /** @description rows; default of JSON: 100 */
                limit?: number;
                /** @description of failure, in `assets`; of a loss, in `outcomes` */
                minProbability?: number;
                outcome?: string;
                /** @description one or more, separated by commas */
                sector?: string;
                /** @description of needs */
                service?: string;
                /** @description a column; with - before it, the greatest first */
                sort?: string;
                /** @description must stand in a text of the row */
                text?: string;
                /** @description of outcomes and variants; the base is "base" */
                variant?: string;
            };
            header?: never;
            path: {
                id: string;
                /** @description name, with or without a suffix */
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request cannot be served as it is: `code` says why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description The service cannot answer now (503, 507: try again later), or has a defect (500) */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows"];
                    "application/vnd.apache.arrow.file": string;
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
        };
    };
}
